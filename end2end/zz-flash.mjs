import { chromium } from '@playwright/test';
const browser=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu']});
const base='http://127.0.0.1:3000';
async function as(who,opt={}){const c=await browser.newContext({viewport:{width:1440,height:900},...opt});const p=await c.newPage();p.on('console',m=>{if(m.type()=='error')console.log(who,m.text())});p.on('pageerror',e=>console.log(who,'pageerror',e.message));await p.goto(base+'/login');await p.fill('[name=username]',who);await p.fill('[name=password]','demo-password');await Promise.all([p.waitForURL(u=>!u.pathname.includes('login')),p.click('button:has-text("Sign in")')]);return p}
const ap=await as('approver');
ap.on('framenavigated',f=>console.log('navigated',f.url()));
await ap.goto(base+'/requests/1'); 
await ap.click('button:has-text("Re-grant")'); 
for(let i=0;i<14;i++){await ap.waitForTimeout(2500); console.log(await ap.locator('h1').textContent(), await ap.locator('.flash').count(), (await ap.locator('dl.stats dd').allTextContents()).join('|'))}
await browser.close();
