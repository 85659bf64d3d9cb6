import { chromium } from '@playwright/test';
import fs from 'fs';
const out='/tmp/look'; fs.mkdirSync(out,{recursive:true});
const browser=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu']});
const base='http://127.0.0.1:3000';
async function as(who,opt={}){const c=await browser.newContext({viewport:{width:1440,height:900},...opt});const p=await c.newPage();p.on('console',m=>{if(m.type()=='error')console.log(who,m.text())});p.on('pageerror',e=>console.log(who,'pageerror',e.message));await p.goto(base+'/login');await p.fill('[name=username]',who);await p.fill('[name=password]','demo-password');await Promise.all([p.waitForURL(u=>!u.pathname.includes('login')),p.click('button:has-text("Sign in")')]);return p}
const op=await as('operator'), ap=await as('approver');
await op.goto(base+'/requests/new'); await op.check('[name=server][value=kr-1]'); await op.check('[name=server][value=kr-2]'); await op.selectOption('#reason','outage'); await op.fill('#item-1','GEM'); await op.fill('#quantity-1','300');
const setp=(t)=>op.evaluate(t=>{const e=document.getElementById('players');e.value=t;e.dispatchEvent(new Event('input',{bubbles:true}))},t);
let ids=[]; for(let i=0;i<3000;i++) ids.push(10000000+i);
await setp(ids.join('\n')+'\n10000001\n\nabc\n1 2\n'); await op.waitForTimeout(400);
await op.screenshot({path:out+'/typing.png',fullPage:true});
await setp(ids.join('\n')); await op.waitForTimeout(300);
await Promise.all([op.waitForURL(/requests\/\d+$/), op.click('button:has-text("Submit request")')]);
const url=op.url(); console.log(url);
await ap.goto(url); await ap.screenshot({path:out+'/review0.png'});
await ap.waitForFunction(()=>!document.querySelector('[data-review=running]')); await ap.screenshot({path:out+'/review1.png',fullPage:true});
const seen=ap.getByLabel(/^I have seen this/); if(await seen.count()) await seen.check();
await ap.keyboard.press('?'); await ap.waitForTimeout(200); await ap.screenshot({path:out+'/keys.png'}); await ap.keyboard.press('Escape');
await ap.keyboard.press('a'); console.log('focus', await ap.evaluate(()=>document.activeElement.textContent));
await ap.keyboard.press('Enter');
for(let i=0;i<5;i++){await op.waitForTimeout(700); console.log(await op.locator('h1').textContent(), (await op.locator('dl.stats dd').allTextContents()).join('|')); await op.screenshot({path:`${out}/move${i}.png`})}
await op.waitForFunction(()=>/Failed|Succeeded/.test(document.querySelector('h1').textContent),null,{timeout:60000});
await op.screenshot({path:out+'/end.png',fullPage:true}); await ap.screenshot({path:out+'/end-ap.png'});
console.log(await ap.locator('h1').textContent());
await browser.close();
